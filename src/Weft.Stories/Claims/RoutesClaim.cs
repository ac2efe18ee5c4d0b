namespace Weft.Stories;

/// <summary>Wherever a packet for the host starts, the kernel routes of all nodes lead it to this leaf.</summary>
public sealed record RoutesClaim(string Id, string Host, string Leaf) : Claim(Id)
{
    public override string Subject => $"any node -> {Host}";
}
