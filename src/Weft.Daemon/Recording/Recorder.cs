using System.Text.Json;
using Weft.Model;
using Weft.Node;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Daemon;

/// <summary>Writes everything that goes into the node and comes out of it, one JSON object a line. Together with the fabric file it is
/// enough to run the session again.</summary>
public sealed class Recorder : IDisposable
{
    /// <summary>The format named by the first line.</summary>
    public const string Format = "weft.recording/1";

    private const int BufferLength = 1 << 16;

    private readonly NodePlan _plan;
    private readonly FileStream _file;
    private readonly Utf8JsonWriter _writer;

    /// <summary>Creates the file, readable by its owner only, and writes the first line.</summary>
    public Recorder(string path, NodePlan plan, ulong seed)
    {
        _plan = plan;
        _file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = BufferLength,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        _writer = new Utf8JsonWriter(_file);
        _writer.WriteStartObject();
        _writer.WriteString("format", Format);
        _writer.WriteString("fabric", plan.Fabric.Name);
        _writer.WriteString("node", plan.Node.Name);
        _writer.WriteString("seed", seed.ToString("x16"));
        End();
    }

    public void Input(Instant now, in NodeInput input)
    {
        Begin(now, "in", NameOf(input.Kind));
        switch (input.Kind)
        {
            case NodeInputKind.Frame:
                WriteFrame(input.Port, input.Tag, input.Frame);
                break;
            case NodeInputKind.Datagram:
                WriteDatagram(input.Datagram, input.Frame);
                break;
            case NodeInputKind.Port:
                WriteStatus(input.Port, input.Status);
                break;
            case NodeInputKind.FirstPacket:
                WritePacket(input.FirstPacket);
                break;
            case NodeInputKind.ForeignRoute:
                WriteRoute(input.ForeignRoute);
                break;
            case NodeInputKind.AdoptedBinding:
                WriteBinding(input.Adopted);
                break;
            case NodeInputKind.Grant:
                WriteGrant(input.Grant);
                break;
            case NodeInputKind.Keys:
                WriteKeys("link", input.Keys!.Link);
                WriteKeys("area", input.Keys!.Area);
                break;
            case NodeInputKind.Expectation:
                _writer.WriteString("port", _plan.Ports[input.Port.Value].Name);
                _writer.WriteString("mac", input.Expectation.Mac.ToString());
                _writer.WriteNumber("seconds", input.Expectation.Lifetime.TotalSeconds);
                break;
            case NodeInputKind.ShutPort:
                _writer.WriteString("port", _plan.Ports[input.Port.Value].Name);
                _writer.WriteString("by", input.Shut.By.ToString());
                _writer.WriteNumber("since", input.Shut.Since.Nanoseconds);
                _writer.WriteNumber("until", input.Shut.Until.Nanoseconds);
                break;
            case NodeInputKind.OpenPort:
                _writer.WriteString("port", _plan.Ports[input.Port.Value].Name);
                break;
            case NodeInputKind.Drain:
                _writer.WriteBoolean("drained", input.IsDrained);
                _writer.WriteBoolean("atOnce", input.IsAtOnce);
                break;
            default:
                break;
        }

        End();
    }

    public void Sent(Instant now, PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        Begin(now, "out", "frame");
        WriteFrame(port, tag, frame);
        End();
    }

    public void Sent(Instant now, in Datagram datagram, ReadOnlySpan<byte> payload)
    {
        Begin(now, "out", "datagram");
        WriteDatagram(datagram, payload);
        End();
    }

    public void Forgot(Instant now, in FirstPacket packet)
    {
        Begin(now, "out", "forget");
        WritePacket(packet);
        End();
    }

    public void Emitted(Instant now, NodeEvent nodeEvent)
    {
        Begin(now, "out", "event");
        _writer.WriteString("kind", nodeEvent.Kind);
        _writer.WriteString("subject", nodeEvent.Subject);
        _writer.WriteString("text", nodeEvent.Text);
        End();
    }

    /// <summary>Hands what is buffered to the kernel.</summary>
    public void Flush() => _file.Flush();

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }

    private static string NameOf(NodeInputKind kind) => kind switch
    {
        NodeInputKind.Timer => "timer",
        NodeInputKind.Stop => "stop",
        NodeInputKind.Frame => "frame",
        NodeInputKind.Port => "port",
        NodeInputKind.FirstPacket => "firstPacket",
        NodeInputKind.ForeignRoute => "foreignRoute",
        NodeInputKind.Grant => "grant",
        NodeInputKind.Keys => "keys",
        NodeInputKind.Drain => "drain",
        NodeInputKind.Expectation => "expectation",
        NodeInputKind.ShutPort => "shutPort",
        NodeInputKind.OpenPort => "openPort",
        NodeInputKind.Datagram => "datagram",
        _ => "adoptedBinding",
    };

    private void Begin(Instant now, string direction, string what)
    {
        _writer.WriteStartObject();
        _writer.WriteNumber("at", now.Nanoseconds);
        _writer.WriteString(direction, what);
    }

    private void End()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        _writer.Reset();
        _file.WriteByte((byte)'\n');
    }

    private void WritePort(PortIndex port) => _writer.WriteString("port", _plan.Ports[port.Value].Name);

    private void WriteFrame(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        WritePort(port);
        _writer.WriteNumber("tag", tag.Value);
        _writer.WriteString("hex", Convert.ToHexStringLower(frame));
    }

    private void WriteDatagram(in Datagram datagram, ReadOnlySpan<byte> payload)
    {
        _writer.WriteNumber("vrf", datagram.Vrf.Value);
        _writer.WriteString("source", datagram.Source.ToString());
        _writer.WriteNumber("sourcePort", datagram.SourcePort);
        _writer.WriteString("destination", datagram.Destination.ToString());
        _writer.WriteNumber("destinationPort", datagram.DestinationPort);
        _writer.WriteString("hex", Convert.ToHexStringLower(payload));
    }

    private void WriteStatus(PortIndex port, in PortStatus status)
    {
        WritePort(port);
        _writer.WriteBoolean("up", status.Up);
        _writer.WriteString("mac", status.Mac.ToString());
        _writer.WriteString("linkLocal", status.LinkLocal.ToString());
        _writer.WriteNumber("mtu", status.Mtu);
    }

    private void WritePacket(in FirstPacket packet)
    {
        WritePort(packet.Port);
        _writer.WriteNumber("tag", packet.Tag.Value);
        _writer.WriteString("mac", packet.Mac.ToString());
        _writer.WriteString("address", packet.Address.ToString());
    }

    private void WriteRoute(in ForeignRoute route)
    {
        _writer.WriteNumber("vrf", route.Vrf.Value);
        _writer.WriteString("prefix", route.Prefix.ToString());
        _writer.WriteNumber("metric", route.Metric);
        _writer.WriteBoolean("present", route.Present);
    }

    /// <summary>Which keys, never what is secret about them: to run the session again, their file is needed, too.</summary>
    private void WriteKeys(string scope, KeyChain? chain)
    {
        _writer.WriteStartArray(scope);
        foreach (AuthenticationKey key in chain?.Keys ?? [])
        {
            _writer.WriteStringValue($"{(key == chain!.Send ? "send" : "accept")} {key.Id} {AlgorithmName.Of(key.Algorithm)}");
        }

        _writer.WriteEndArray();
    }

    private void WriteGrant(in AddressGrant grant)
    {
        _writer.WriteNumber("segment", grant.Segment.Value);
        _writer.WriteString("address", grant.Address.ToString());
        _writer.WriteString("mac", grant.Mac.ToString());
        _writer.WriteString("source", grant.Source.ToString());
        _writer.WriteNumber("expires", grant.Expires.Nanoseconds);
    }

    private void WriteBinding(in AdoptedBinding binding)
    {
        _writer.WriteNumber("segment", binding.Key.Segment.Value);
        _writer.WriteString("address", binding.Key.Address.ToString());
        _writer.WriteString("mac", binding.Row.Mac.ToString());
        if (binding.Row.Port.IsNone)
        {
            _writer.WriteNull("port");
        }
        else
        {
            WritePort(binding.Row.Port);
        }

        _writer.WriteNumber("vrf", binding.Row.Vrf.Value);
    }
}
