DROP TABLE class_instances;
DROP TABLE class_templates;
