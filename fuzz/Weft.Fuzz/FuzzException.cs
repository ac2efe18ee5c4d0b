namespace Weft.Fuzz;

/// <summary>A decoder accepted an input and then contradicted itself.</summary>
public sealed class FuzzException(string message) : Exception(message);
