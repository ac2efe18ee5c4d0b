namespace Weft.Lab;

/// <summary>A network namespace that the lab makes, named after what it stands for.</summary>
public sealed record LabNamespace(string Name, LabNamespaceKind Kind);
