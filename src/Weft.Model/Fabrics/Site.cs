namespace Weft.Model;

/// <summary>A data centre. <paramref name="Index"/> counts from 1 in file order.</summary>
public sealed record Site(string Name, int Index);
