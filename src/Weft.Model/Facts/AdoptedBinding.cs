namespace Weft.Model;

/// <summary>A local host that a starting node found in the data plane, left there by its predecessor.</summary>
public readonly record struct AdoptedBinding(BindingKey Key, BindingRow Row);
