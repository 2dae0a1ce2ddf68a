noinst_LIBRARIES += src/model/libmodel.a
src_model_libmodel_a_SOURCES = \
	src/model/clean-text.c src/model/clean-text.h \
	src/model/contact.c src/model/contact.h \
	src/model/contact-edit.c src/model/contact-edit.h \
	src/model/contact-event.c src/model/contact-event.h \
	src/model/contact-filter.c src/model/contact-filter.h \
	src/model/contact-lines.c src/model/contact-lines.h \
	src/model/contact-page.c src/model/contact-page.h \
	src/model/contact-query.c src/model/contact-query.h \
	src/model/contact-sort.c src/model/contact-sort.h \
	src/model/contact-table.c src/model/contact-table.h src/model/contact-table-private.h \
	src/model/contact-table-order.c \
	src/model/csv-cell.c src/model/csv-cell.h \
	src/model/csv-reader.c src/model/csv-reader.h \
	src/model/distribution.c src/model/distribution.h \
	src/model/import-plan.c src/model/import-plan.h \
	src/model/html-text.c src/model/html-text.h \
	src/model/piped-text.c src/model/piped-text.h \
	src/model/questionnaire.c src/model/questionnaire.h \
	src/model/response.c src/model/response.h \
	src/model/text-fold.c src/model/text-fold.h \
	src/model/timestamp.c src/model/timestamp.h \
	src/model/values.c src/model/values.h
src_model_libmodel_a_CFLAGS = $(AM_CFLAGS)
EXTRA_DIST += src/model/README
