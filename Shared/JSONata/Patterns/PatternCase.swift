/// Upper and lower case of single units (ECMA-262, section 22.2.2.7.3).
enum PatternCase {
    /// The unit as which both cases are compared.
    @inline(__always)
    static func folded(_ unit: UInt16) -> UInt16 {
        if unit < 128 { return unit >= 0x61 && unit <= 0x7A ? unit - 0x20 : unit }
        return foldedBeyondASCII(unit)
    }

    private static func foldedBeyondASCII(_ unit: UInt16) -> UInt16 {
        guard let scalar = Unicode.Scalar(unit) else { return unit }
        let upper = scalar.properties.uppercaseMapping.utf16
        // What becomes several units, or ASCII, stays as it is.
        guard upper.count == 1, let only = upper.first, only >= 128 else { return unit }
        return only
    }

    /// The other units that are equal to one but for their case.
    static func variants(of unit: UInt16) -> [UInt16] {
        guard let scalar = Unicode.Scalar(unit) else { return [] }
        let upper = folded(unit)
        let lower = scalar.properties.lowercaseMapping.utf16
        var variants = upper == unit ? [] : [upper]
        if lower.count == 1, let only = lower.first, only != unit, folded(only) == upper { variants.append(only) }
        return variants
    }
}
