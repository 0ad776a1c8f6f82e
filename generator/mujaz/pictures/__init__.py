"""Pictures as geometry, in units that a drawing turns into marks.

A unit is a pixel on a phone, where a picture is 360 units wide and its lettering is set; on wider screens a picture
grows and its lettering does not, so that what is apart on the phone is apart everywhere.
"""
