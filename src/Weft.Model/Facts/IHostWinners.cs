using Weft.Wire;

namespace Weft.Model;

/// <summary>Who has which host, by the claims that are known.</summary>
public interface IHostWinners
{
    /// <summary>The other node that an address is reached at, where there is just one; null where there is none, several, or the address is here.</summary>
    SystemId? OnlyWinnerOf(HostKey host);

    /// <summary>Every address that is reached at just one other node, in no order.</summary>
    IEnumerable<HostKey> HostsOfOneWinner();
}
