/// Unicode in host names of ASCII (RFC 3492).
enum Punycode {
    /// The characters that a label stands for; nil when it is malformed.
    ///
    /// - Parameter text: The label behind `xn--`.
    static func decode(_ text: some Collection<UInt8>) -> [Unicode.Scalar]? {
        let bytes = Array(text)
        var output: [Unicode.Scalar] = []
        var place = 0
        if let hyphen = bytes.lastIndex(of: UInt8(ascii: "-")) {
            output = bytes[..<hyphen].map { Unicode.Scalar($0) }
            place = hyphen + 1
        }
        var (number, index, bias) = (128, 0, 72)
        while place < bytes.count {
            let start = index
            var (weight, step) = (1, 36)
            while true {
                guard place < bytes.count, let digit = digit(bytes[place]) else { return nil }
                place += 1
                index += digit * weight
                let threshold = min(max(step - bias, 1), 26)
                if digit < threshold { break }
                weight *= 36 - threshold
                step += 36
                // No label of 63 characters comes near.
                guard index < 1 << 40, weight < 1 << 40 else { return nil }
            }
            bias = adapted(index - start, output.count + 1, isFirst: start == 0)
            number += index / (output.count + 1)
            index %= output.count + 1
            guard number <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(number)) else { return nil }
            output.insert(scalar, at: index)
            index += 1
        }
        return output
    }

    /// How many characters a label takes in ASCII, without the `xn--`.
    static func encodedCount(_ label: [Unicode.Scalar]) -> Int {
        var count = label.count { $0.isASCII }
        var handled = count
        if count > 0 { count += 1 }
        var (number, delta, bias) = (128, 0, 72)
        let isBasic = handled
        while handled < label.count {
            guard let least = label.lazy.map({ Int($0.value) }).filter({ $0 >= number }).min() else { break }
            delta += (least - number) * (handled + 1)
            number = least
            for scalar in label {
                if scalar.value < UInt32(number) { delta += 1 }
                guard scalar.value == UInt32(number) else { continue }
                var (rest, step) = (delta, 36)
                count += 1
                while true {
                    let threshold = min(max(step - bias, 1), 26)
                    guard rest >= threshold else { break }
                    rest = (rest - threshold) / (36 - threshold)
                    step += 36
                    count += 1
                }
                bias = adapted(delta, handled + 1, isFirst: handled == isBasic)
                delta = 0
                handled += 1
            }
            delta += 1
            number += 1
        }
        return count
    }

    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var step = 0
        while delta > 455 {
            delta /= 35
            step += 36
        }
        return step + 36 * delta / (delta + 38)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x61...0x7A: Int(byte - 0x61)
        case 0x41...0x5A: Int(byte - 0x41)
        case 0x30...0x39: Int(byte - 0x30) + 26
        default: nil
        }
    }
}
