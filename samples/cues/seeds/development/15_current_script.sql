-- version: 1.0.0
-- description: Which script a show is called from; only now are both there
-- depends: development/10_shows
-- tables: showsTable
UPDATE "showsTable" SET current_script_id = 'c4d9a7f0-1b62-4e3d-9f08-5e7a2b8c6d01'
WHERE show_id = '7b1e4d52-0c8a-4f7e-8d13-2a9f6c0b3e01' AND current_script_id IS NULL;
