dist_man_MANS += man/canvass.1
