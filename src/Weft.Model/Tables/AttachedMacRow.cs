namespace Weft.Model;

/// <summary>The port behind which a MAC is attached. Frames to MACs that are in no row are routed, not bridged.</summary>
public readonly record struct AttachedMacRow(PortIndex Port);
