using CsCheck;
using Weft.Model;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>Routes that are answered, beside a book that keeps every one of them.</summary>
public sealed class LoneHostRoutesTests
{
    private const int Hosts = 6;
    private const int Nodes = 3;

    private static readonly NodePlan Plan = new NodeWorld("one-rack.yaml").Nodes["leaf1"].Plan;

    private static readonly Gen<(int What, int Host, int First, int Second)[]> Steps = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, Hosts - 1], Gen.Int[0, Nodes], Gen.Int[0, Nodes], static (what, host, first, second) => (what, host, first, second)).Array[1, 60];

    [Fact]
    public void They_are_the_same_as_those_that_are_kept_and_every_change_is_told() => Steps.Sample(steps =>
    {
        Winners winners = new();
        NodeTables kept = new();
        NodeTables answered = new();
        RouteBook keeping = new(Plan, new RoutePolicy(Plan), kept, new NextHopGroupNumbers(), null, null);
        RouteBook answering = new(Plan, new RoutePolicy(Plan), answered, new NextHopGroupNumbers(), null, winners);
        keeping.Start();
        answering.Start();
        Dictionary<RouteKey, string> seen = [];
        foreach ((int what, int host, int first, int second) in steps)
        {
            foreach (RouteBook book in (RouteBook[])[keeping, answering])
            {
                winners.Apply(book, what, host, first, second);
            }

            winners.Commit();
            Assert.Equal(Ways(kept), Ways(answered));
            Assert.Equal(Ways(answered).Count, answered.Routes.Count);
            List<RouteKey> changed = [];
            answered.Routes.TakeChanges(changed);
            foreach (RouteKey key in changed)
            {
                if (answered.Routes.TryGet(key, out RouteRow row))
                {
                    seen[key] = Way(answered, row);
                }
                else
                {
                    seen.Remove(key);
                }
            }

            Assert.Equal(Ways(answered).Select(static way => way.Key), seen.Keys.Order());
        }
    });

    private static SystemId NodeOf(int number) => SystemId.FromValue(0x70 + (ulong)number);

    private static HostKey HostOf(int number) => new(VrfId.Default, IpAddress.Ipv4(0x0A09_0000 + (uint)number));

    private static List<KeyValuePair<RouteKey, string>> Ways(NodeTables tables) =>
        [.. tables.Routes.Rows.Select(row => KeyValuePair.Create(row.Key, Way(tables, row.Value))).OrderBy(static way => way.Key)];

    private static string Way(NodeTables tables, RouteRow row) =>
        $"{row.Metric}: {string.Join(", ", tables.NextHopGroups.Rows[row.Group].Members)}";

    /// <summary>Who has which host, as the hosts engine knows it: only reachable nodes win.</summary>
    private sealed class Winners : IHostWinners
    {
        private readonly Dictionary<HostKey, SystemId[]> _claims = [];
        private readonly HashSet<SystemId> _reachable = [];
        private Action? _commit;

        public SystemId? OnlyWinnerOf(HostKey host) => Of(host) is [SystemId only] ? only : null;

        public IEnumerable<HostKey> HostsOfOneWinner() => _claims.Keys.Where(host => Of(host).Length == 1);

        /// <summary>Tells a book what happens, and does it only in <see cref="Commit"/>, so that both books hear the same.</summary>
        public void Apply(RouteBook book, int what, int host, int first, int second)
        {
            _commit = null;
            switch (what)
            {
                case < 6:
                    SystemId[] claims = [.. new[] { first, second }.Where(static node => node > 0).Distinct().Order().Select(NodeOf)];
                    Change(book, HostOf(host), claims);
                    break;
                case < 8:
                    Reach(book, NodeOf(first), what == 6);
                    break;
                default:
                    book.SetPrefix(new RouteKey(VrfId.Default, IpPrefix.Host(HostOf(host).Address)), first == 0 ? [] : [NodeOf(first)]);
                    break;
            }
        }

        public void Commit() => _commit?.Invoke();

        private SystemId[] Of(HostKey host) => [.. _claims.GetValueOrDefault(host, []).Where(_reachable.Contains)];

        private void Change(RouteBook book, HostKey host, SystemId[] claims)
        {
            SystemId[] old = _claims.GetValueOrDefault(host, []);
            SystemId[] before = Of(host);
            _claims[host] = claims;
            Tell(book, host, before);
            _claims[host] = old;
            _commit = () => _claims[host] = claims;
        }

        private void Reach(RouteBook book, SystemId node, bool isReached)
        {
            if (_reachable.Contains(node) == isReached)
            {
                return;
            }

            Dictionary<HostKey, SystemId[]> before = _claims.Keys.ToDictionary(static host => host, Of);
            book.SetReach(node, isReached ? [new NextHop(new PortIndex((ushort)(node.Value & 1)), IpAddress.Parse("fe80::1"))] : [], 20);
            Set(node, isReached);
            foreach (HostKey host in _claims.Keys.Order())
            {
                Tell(book, host, before[host]);
            }

            Set(node, !isReached);
            _commit = () => Set(node, isReached);
        }

        private void Tell(RouteBook book, HostKey host, SystemId[] before)
        {
            SystemId[] now = Of(host);
            if (!now.SequenceEqual(before))
            {
                book.SetHost(host, before, now);
            }
        }

        private void Set(SystemId node, bool isReached)
        {
            _ = isReached ? _reachable.Add(node) : _reachable.Remove(node);
        }
    }
}
