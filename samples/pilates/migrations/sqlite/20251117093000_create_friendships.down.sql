DROP TABLE class_invitations;
DROP TABLE friendships;
