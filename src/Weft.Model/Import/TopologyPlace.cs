namespace Weft.Model;

/// <summary>A kind of mapping in a topology; each has its own keys.</summary>
internal enum TopologyPlace : byte
{
    NetlabFile,
    NetlabNode,
    NetlabGroup,
    NetlabLink,
    NetlabInterface,
    NetlabLinkVlan,
    NetlabVlan,
    NetlabVrf,
    NetlabPrefix,
    NetlabPool,
    NetlabGateway,
    ContainerlabFile,
    ContainerlabTopology,
    ContainerlabNode,
    ContainerlabLink,
    ContainerlabEndpoint,
}
