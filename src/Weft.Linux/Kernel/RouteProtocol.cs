namespace Weft.Linux;

/// <summary>Origins of kernel routes (RTPROT_*).</summary>
public static class RouteProtocol
{
    public const byte Redirect = 1;
    public const byte Kernel = 2;
    public const byte Boot = 3;
    public const byte RouterAdvertisement = 9;

    /// <summary>What this node installs from its tables: it adopts, repairs and removes these.</summary>
    public const byte Weft = 200;

    /// <summary>Routes of the node's static set-up, e.g. the end of a VRF's table.</summary>
    public const byte WeftSetup = 201;
}
