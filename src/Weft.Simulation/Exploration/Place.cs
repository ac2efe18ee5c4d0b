namespace Weft.Simulation;

/// <summary>A port of a leaf, as one octet.</summary>
internal readonly record struct Place(int Leaf, int Port)
{
    public byte Code => (byte)((Leaf * ExploredFabric.Ports) + Port);

    public static Place Of(byte code) => new(code / ExploredFabric.Ports, code % ExploredFabric.Ports);

    public override string ToString() => $"leaf{Leaf + 1} swp{Port + 1}";
}
