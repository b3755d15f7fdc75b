DROP TABLE class_invitations;
DROP TABLE friendships;
DROP TYPE friendship_status;
