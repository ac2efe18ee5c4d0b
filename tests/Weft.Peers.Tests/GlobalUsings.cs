global using Weft.Lab;
