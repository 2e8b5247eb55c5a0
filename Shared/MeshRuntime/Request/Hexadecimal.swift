/// Lower-case hexadecimal text of fixed width, without a formatter.
enum Hexadecimal {
    /// 16 digits.
    static func text(_ value: UInt64) -> String {
        unsafe String(unsafeUninitializedCapacity: 16) { digits in
            unsafe write(value, to: digits, at: 0)
            return 16
        }
    }

    /// 32 digits.
    static func text(_ high: UInt64, _ low: UInt64) -> String {
        unsafe String(unsafeUninitializedCapacity: 32) { digits in
            unsafe write(high, to: digits, at: 0)
            unsafe write(low, to: digits, at: 16)
            return 32
        }
    }

    private static func write(_ value: UInt64, to digits: UnsafeMutableBufferPointer<UInt8>, at offset: Int) {
        var rest = value
        for index in stride(from: 15, through: 0, by: -1) {
            unsafe digits[offset + index] = digit(UInt8(rest & 0xF))
            rest >>= 4
        }
    }

    static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x57 + value
    }

    /// The number that lower-case digits stand for; nil when one is none, or there are more than 16.
    static func value(_ digits: some Sequence<UInt8>) -> UInt64? {
        var result: UInt64 = 0
        var count = 0
        for digit in digits {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x61...0x66: value = digit - 0x57
            default: return nil
            }
            count += 1
            guard count <= 16 else { return nil }
            result = result << 4 | UInt64(value)
        }
        return count > 0 ? result : nil
    }
}
