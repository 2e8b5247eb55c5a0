/// Host names (RFC 1123, section 2.1), and those with letters beyond ASCII (RFC 5891, section 4).
enum HostnameFormat {
    static func isHostname(_ text: String, isInternational: Bool) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard !scalars.isEmpty, scalars.count <= 253 else { return false }
        let labels = scalars.split(omittingEmptySubsequences: false) { scalar in
            scalar == "." || isInternational && [0x3002, 0xFF0E, 0xFF61].contains(scalar.value)
        }
        var total = labels.count - 1
        for label in labels {
            guard let count = length(of: Array(label), isInternational) else { return false }
            total += count
        }
        return total <= 253
    }

    /// How many characters a label takes in ASCII; nil when it is none.
    private static func length(of label: [Unicode.Scalar], _ isInternational: Bool) -> Int? {
        let isASCII = label.allSatisfy(\.isASCII)
        guard isASCII || isInternational, !label.isEmpty, label.first != "-", label.last != "-" else { return nil }
        if isASCII {
            guard label.count <= 63, label.allSatisfy(isLetterDigitHyphen) else { return nil }
            guard hasHyphensInside(label) else { return label.count }
            guard label[0].value | 0x20 == 0x78, label[1].value | 0x20 == 0x6E else {
                // Of the labels with two hyphens there only those with `xn` have a meaning (RFC 5890, section 2.3.1).
                return nil
            }
            guard let decoded = Punycode.decode(label.dropFirst(4).map { UInt8($0.value) }),
                !decoded.allSatisfy(\.isASCII), InternationalLabel.isValid(decoded)
            else { return nil }
            return label.count
        }
        guard InternationalLabel.isValid(label) else { return nil }
        let count = 4 + Punycode.encodedCount(label)
        return count <= 63 ? count : nil
    }

    static func hasHyphensInside(_ label: [Unicode.Scalar]) -> Bool {
        label.count >= 4 && label[2] == "-" && label[3] == "-"
    }

    private static func isLetterDigitHyphen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
        default: false
        }
    }
}
