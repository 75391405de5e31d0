import { BlockList, isIP } from 'node:net'

/** Networks that are nobody's on the internet: our own machine, our own house, and the reserved ones. */
const inner: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Of IPv6 only what is given out (2000::/3), without what stands for another address or for none. */
const innerV6: readonly string[] = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  return list
}

const blocked = listOf([...inner, ...innerV6])
const given = listOf(['2000::/3'])

/** Whether every entry is a network such as `10.20.0.0/16` or a single address. */
export function areNetworks(networks: readonly string[]): boolean {
  try {
    listOf(networks)
    return networks.every((network) => isIP(network.split('/')[0] ?? '') > 0)
  } catch {
    return false
  }
}

/**
 * Which addresses may be called: those of the public internet, and of the networks that whoever runs
 * this installation has named.
 */
export function addressGuard(networks: readonly string[]): (address: string) => boolean {
  const named = listOf(networks)
  return (address) => {
    const version = isIP(address)
    if (version === 0) return false
    const family = version === 6 ? 'ipv6' : 'ipv4'
    if (named.check(address, family)) return true
    // Written as IPv6, an address of IPv4 is judged as what it is: ::ffff:127.0.0.1.
    if (blocked.check(address, family)) return false
    return version === 4 || given.check(address, 'ipv6')
  }
}
