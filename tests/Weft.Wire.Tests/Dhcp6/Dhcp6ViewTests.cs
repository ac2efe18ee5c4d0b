using CsCheck;
using Weft.Testing;
using Weft.Wire.Dhcp6;

namespace Weft.Wire.Tests;

public sealed class Dhcp6ViewTests
{
    private static readonly Gen<IpAddress> GenAddress = Gen.Select(Gen.ULong, Gen.ULong, static (high, low) => IpAddress.Ipv6(new UInt128(high, low)));

    private static readonly Gen<Dhcp6Address> GenLease =
        Gen.Select(GenAddress, Gen.UInt, Gen.UInt, static (address, preferred, valid) => new Dhcp6Address(address, preferred, valid));

    private static readonly Gen<(Dhcp6Association Association, Dhcp6Address[] Addresses)> GenAssociation =
        Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, GenLease.Array[0, 3], static (id, t1, t2, leases) => (new Dhcp6Association(id, t1, t2), leases));

    [Fact]
    public void Any_reply_is_written_and_read_back() =>
        Gen.Select(Gen.UInt[0, 0xFF_FFFF], Gen.Byte.Array[1, Dhcp6CodePoints.MaximumIdentifier], GenAssociation.Array[0, 3]).Sample((xid, client, associations) =>
        {
            byte[] octets = EthernetViewTests.Dirty(1_500);
            int length = new Dhcp6Header(Dhcp6MessageType.Reply, xid).Write(octets);
            Dhcp6OptionWriter writer = new(octets.AsSpan(length));
            writer.Write(Dhcp6OptionCode.ClientIdentifier, client);
            foreach ((Dhcp6Association association, Dhcp6Address[] addresses) in associations)
            {
                byte[] within = new byte[addresses.Length * (Dhcp6Option.HeaderLength + Dhcp6Address.Length)];
                Dhcp6OptionWriter inner = new(within);
                foreach (Dhcp6Address address in addresses)
                {
                    inner.Write(address);
                }

                writer.Write(Dhcp6OptionCode.Addresses, association, within);
            }

            Assert.Equal(Dhcp6Fault.None, Dhcp6View.TryParse(octets.AsSpan(0, length + writer.Length), out Dhcp6View view));
            Assert.Equal((Dhcp6MessageType.Reply, xid), (view.Type, view.TransactionId));
            Assert.Equal(client, view.ClientIdentifier.ToArray());
            Assert.Equal(associations.SelectMany(static pair => pair.Addresses), AddressesOf(view));
        });

    [Fact]
    public void A_real_reply_gives_its_address_and_lifetimes()
    {
        Dhcp6View view = Captured(10);
        Assert.Equal("DHCPv6 Reply, xid 0xaa1d33, address 2001:db8:7::135a", view.ToString());
        Assert.Equal("000100013295DB5B020000000D02", Convert.ToHexString(view.ClientIdentifier));
        Assert.Equal(Dhcp6Status.Success, view.Status);
        Assert.False(view.ServerIdentifier.IsEmpty);
        Dhcp6Address address = Assert.Single(AddressesOf(view));
        Assert.Equal((IpAddress.Parse("2001:db8:7::135a"), 240u), (address.Address, address.Valid));
    }

    [Fact]
    public void A_message_wrapped_by_a_relay_comes_out_unchanged()
    {
        byte[] message = CapturedOctets(9);
        byte[] octets = EthernetViewTests.Dirty(400);
        Dhcp6RelayHeader header = new(Dhcp6MessageType.RelayForward, 1, IpAddress.Parse("2001:db8:7::1"), IpAddress.Parse("fe80::ff:fe00:d02"));
        int length = header.Write(octets);
        Dhcp6OptionWriter writer = new(octets.AsSpan(length));
        writer.Write(Dhcp6OptionCode.InterfaceId, "swp1:10"u8);
        writer.Write(Dhcp6OptionCode.RelayMessage, message);
        writer.Write(MacAddress.Parse("02:00:00:00:0d:02"));
        Assert.Equal(Dhcp6Fault.None, Dhcp6RelayView.TryParse(octets.AsSpan(0, length + writer.Length), out Dhcp6RelayView view));
        Assert.Equal(header, view.Header);
        Assert.True(view.TryFind(Dhcp6OptionCode.RelayMessage, out Dhcp6Option inner));
        Assert.Equal(message, inner.Data.ToArray());
        Assert.True(view.TryFind(Dhcp6OptionCode.InterfaceId, out Dhcp6Option place));
        Assert.Equal("swp1:10"u8.ToArray(), place.Data.ToArray());
        Assert.Equal("DHCPv6 RelayForward, hops 1, link 2001:db8:7::1, peer fe80::ff:fe00:d02", view.ToString());
    }

    [Fact]
    public void Each_damage_has_its_own_fault()
    {
        byte[] octets = CapturedOctets(7);
        Assert.Equal(Dhcp6Fault.Truncated, Dhcp6View.TryParse(octets.AsSpan(0, 3), out _));
        Assert.Equal(Dhcp6Fault.OptionTruncated, Dhcp6View.TryParse(octets.AsSpan(0, octets.Length - 1), out _));
        Assert.Equal(Dhcp6Fault.MessageType, Dhcp6RelayView.TryParse(octets, out _));
        Assert.Equal(Dhcp6Fault.Truncated, Dhcp6RelayView.TryParse(octets.AsSpan(0, Dhcp6RelayHeader.Length - 1), out _));
        octets[0] = (byte)Dhcp6MessageType.RelayForward;
        Assert.Equal(Dhcp6Fault.MessageType, Dhcp6View.TryParse(octets, out _));
        octets[Dhcp6RelayHeader.Length + 2] = 0xFF;
        Assert.Equal(Dhcp6Fault.OptionTruncated, Dhcp6RelayView.TryParse(octets, out _));
    }

    [Fact]
    public void Options_too_short_for_what_they_say_hold_nothing()
    {
        byte[] octets = new byte[32];
        Dhcp6OptionWriter writer = new(octets);
        writer.Write(Dhcp6OptionCode.Addresses, new byte[Dhcp6Association.Length - 1]);
        Dhcp6OptionReader reader = new(octets.AsSpan(0, writer.Length));
        Assert.True(reader.TryRead(out Dhcp6Option option));
        Assert.False(option.TryGetAssociation(out _));
        Assert.False(option.TryGetAddress(out _));
        Assert.False(option.TryGetPrefix(out _));
        Assert.False(option.AssociationOptions.TryRead(out _));
    }

    [Fact]
    public void A_delegated_prefix_is_written_and_read_back() => Gen.Select(Gen.UInt, Gen.UInt, Gen.Byte[0, 128], GenAddress).Sample((preferred, valid, length, address) =>
    {
        byte[] octets = EthernetViewTests.Dirty(64);
        Dhcp6Prefix prefix = new(preferred, valid, length, address);
        Dhcp6OptionWriter writer = new(octets);
        writer.Write(prefix);
        Dhcp6OptionReader reader = new(octets.AsSpan(0, writer.Length));
        Assert.True(reader.TryRead(Dhcp6OptionCode.Prefix, out Dhcp6Option option));
        Assert.True(option.TryGetPrefix(out Dhcp6Prefix read));
        Assert.Equal(prefix, read);
    });

    [Fact]
    public void Ipv4_addresses_are_refused_by_writers()
    {
        byte[] octets = new byte[64];
        Assert.Throws<InvalidOperationException>(() => new Dhcp6Address(IpAddress.Ipv4Any, 0, 0).Write(octets));
        Assert.Throws<InvalidOperationException>(() => new Dhcp6Prefix(0, 0, 0, IpAddress.Ipv4Any).Write(octets));
        Assert.Throws<InvalidOperationException>(() => new Dhcp6RelayHeader(Dhcp6MessageType.RelayForward, 0, IpAddress.Ipv4Any, IpAddress.Ipv6Any).Write(octets));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dhcp6Header(Dhcp6MessageType.Reply, 0x100_0000).Write(octets));
    }

    private static List<Dhcp6Address> AddressesOf(in Dhcp6View view)
    {
        List<Dhcp6Address> addresses = [];
        Dhcp6OptionReader reader = view.Options;
        while (reader.TryRead(Dhcp6OptionCode.Addresses, out Dhcp6Option association))
        {
            Dhcp6OptionReader inner = association.AssociationOptions;
            while (inner.TryRead(Dhcp6OptionCode.Address, out Dhcp6Option option))
            {
                Assert.True(option.TryGetAddress(out Dhcp6Address address));
                addresses.Add(address);
            }
        }

        return addresses;
    }

    private static byte[] CapturedOctets(int number) =>
        Captures.Read("dhcpv6-ra-slaac")[number - 1].Octets[(EthernetHeader.Length + Ipv6Header.Length + UdpHeader.Length)..];

    private static Dhcp6View Captured(int number)
    {
        Assert.Equal(Dhcp6Fault.None, Dhcp6View.TryParse(CapturedOctets(number), out Dhcp6View view));
        return view;
    }
}
