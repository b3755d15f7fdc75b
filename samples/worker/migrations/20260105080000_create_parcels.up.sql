CREATE TABLE parcels (
    id integer PRIMARY KEY,
    label text NOT NULL UNIQUE
);
