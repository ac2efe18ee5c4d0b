namespace Weft.Peers.Tests;

/// <summary>keepalived's numbers for its states.</summary>
public enum KeepalivedState
{
    Init = 0,
    Backup = 1,
    Master = 2,
    Fault = 3,
}
