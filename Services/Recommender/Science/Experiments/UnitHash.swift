import MeshCore

/// A number between 0 and 1 that belongs to a text: the same in each instance, after each restart, for ever.
///
/// FNV-1a of 64 bits (Fowler, Noll and Vo) over the salt, a byte that no text has, and the unit; then SplitMix64's mixing, without
/// which texts that end alike would have numbers that lie near each other.
enum UnitHash {
    /// In 0 ..< 1, with 53 bits.
    static func share(of unit: String, salt: String) -> Double {
        var mixer = SplitMix64(seed: hash(salt, unit))
        return mixer.unit()
    }

    private static func hash(_ salt: String, _ unit: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ byte: UInt8) {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01B3
        }
        for byte in salt.utf8 { take(byte) }
        // UTF-8 has no such byte, so no salt and unit run into each other.
        take(0xFF)
        for byte in unit.utf8 { take(byte) }
        return hash
    }
}
