namespace Weft.Model;

/// <summary>One end of a link: a node and the name of its port.</summary>
public readonly record struct LinkEnd(string Node, string Port)
{
    public override string ToString() => $"{Node}:{Port}";
}
