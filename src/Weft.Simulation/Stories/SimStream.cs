using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A TCP connection of a story.</summary>
internal sealed class SimStream : IStoryStream
{
    private const ushort FirstPort = 9000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly SimWorld _world;
    private readonly SimHost _from;
    private readonly SimHost _to;
    private readonly StreamSender _sender;
    private readonly StreamReceiver _receiver;

    private SimStream(SimWorld world, SimHost from, SimHost to, StreamSender sender, StreamReceiver receiver)
    {
        _world = world;
        _from = from;
        _to = to;
        _sender = sender;
        _receiver = receiver;
    }

    public long Received => _receiver.Received;

    public int ChunkLength => StreamSender.ChunkLength;

    public string? Fault => Say(_receiver.Fault, "receiver") ?? Say(_sender.Fault, "sender");

    public TimeSpan LongestGap => _receiver.LongestGap(_world.Now);

    /// <summary>Opens a connection. Throws <see cref="StoryException"/> when it does not come about.</summary>
    public static SimStream Open(SimStage stage, int number, StoryConnection connection)
    {
        SimHost from = stage.World.Host(connection.Pair.From);
        SimHost to = stage.World.Host(connection.Pair.To);
        IpAddress target = stage.AddressOf(connection.Pair.To, connection.Family);
        ushort port = connection.Port > 0 ? connection.Port : (ushort)(FirstPort + number);
        StreamReceiver receiver = to.Stack.Listen(port);
        StreamSender? sender = null;
        from.Do((now, stack, effects) => sender = stack.Connect(now, target, port, stage.ProbeInterval, effects));
        if (!stage.WaitUntil(() => receiver.IsConnected, s_patience))
        {
            throw new StoryException($"the connection {connection.Id} ({from.Name} -> {to.Name}) does not come about");
        }

        return new SimStream(stage.World, from, to, sender!, receiver);
    }

    public void Restart() => _receiver.Restart();

    public void Close()
    {
        _from.Stack.Drop(_sender);
        _to.Stack.Drop(_receiver);
    }

    private static string? Say(StreamFault fault, string end) => fault == StreamFault.None ? null : $"{fault} at the {end}";
}
