/// Durations (RFC 3339, appendix A), in which a unit may be followed only by the next smaller one.
enum DurationFormat {
    static func isDuration(_ text: [UInt8]) -> Bool {
        guard text.first == UInt8(ascii: "P") else { return false }
        let parts = text.dropFirst().split(separator: UInt8(ascii: "T"), omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            guard let units = units(parts[0]), !units.isEmpty else { return false }
            return units == [UInt8(ascii: "W")] || isRun(units, of: "YMD")
        case 2:
            guard let date = units(parts[0]), let time = units(parts[1]), !time.isEmpty else { return false }
            return isRun(date, of: "YMD") && isRun(time, of: "HMS")
        default: return false
        }
    }

    /// The letters behind the numbers; nil when a number or a letter is missing.
    private static func units(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var units: [UInt8] = []
        var hasDigits = false
        for byte in text {
            if (0x30...0x39).contains(byte) {
                hasDigits = true
            } else {
                guard hasDigits else { return nil }
                units.append(byte)
                hasDigits = false
            }
        }
        return hasDigits ? nil : units
    }

    private static func isRun(_ units: [UInt8], of order: StaticString) -> Bool {
        let order = Array(order.description.utf8)
        guard let first = units.first else { return true }
        guard let start = order.firstIndex(of: first) else { return false }
        return order[start...].starts(with: units)
    }
}
