namespace Weft.Lab;

/// <summary>A veth pair between two namespaces.</summary>
public sealed record Cable(CableEnd A, CableEnd B);
