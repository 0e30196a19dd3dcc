-- The catalogue's database of the profile `scale`; PostgreSQL's image runs this when it is new.
CREATE DATABASE lake TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
