/// A configuration key: its name, its type, its default, and what it means.
package struct ConfigurationKey<Value: Sendable>: AnyConfigurationKey {
    package let name: String
    package let meaning: String
    package let form: String
    package let standardText: String?
    /// What holds when nothing is said.
    let standard: Value
    /// The value of a text; nil when it is none.
    let read: @Sendable (String) -> Value?

    /// Makes a key of any type.
    ///
    /// - Parameters:
    ///   - name: Dotted (`search.limit`).
    ///   - form: What values look like, after "expected is".
    ///   - standard: The default.
    ///   - standardText: The default as it would be written; nil when there is none to show.
    ///   - meaning: One line for help.
    ///   - read: The value of a text; nil when it is none.
    package init(
        _ name: String, form: String, default standard: Value, standardText: String?, _ meaning: String,
        read: @escaping @Sendable (String) -> Value?
    ) {
        self.name = name
        self.form = form
        self.standard = standard
        self.standardText = standardText
        self.meaning = meaning
        self.read = read
    }

    package func takes(_ text: String) -> Bool { read(text) != nil }
}

extension ConfigurationKey where Value: Comparable & LosslessStringConvertible {
    private static func bounded(
        _ name: String, _ kind: String, in range: ClosedRange<Value>, default standard: Value, _ meaning: String
    ) -> Self {
        Self(
            name, form: "\(kind) from \(range.lowerBound) to \(range.upperBound)", default: standard,
            standardText: String(standard), meaning
        ) { text in
            Value(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A whole number within bounds.
    package static func integer(
        _ name: String, in range: ClosedRange<Int>, default standard: Int, _ meaning: String
    ) -> Self where Value == Int {
        bounded(name, "an integer", in: range, default: standard, meaning)
    }

    /// A number within bounds.
    package static func number(
        _ name: String, in range: ClosedRange<Double>, default standard: Double, _ meaning: String
    ) -> Self where Value == Double {
        bounded(name, "a number", in: range, default: standard, meaning)
    }
}

extension ConfigurationKey where Value == Bool {
    /// Yes or no; the bare flag means yes.
    package static func flag(_ name: String, default standard: Bool, _ meaning: String) -> Self {
        Self(name, form: "true or false", default: standard, standardText: String(standard), meaning) { text in
            switch text.lowercased() {
            case "", "true", "yes", "on", "1": true
            case "false", "no", "off", "0": false
            default: nil
            }
        }
    }
}

extension ConfigurationKey where Value == String {
    /// Text that is not empty.
    package static func string(_ name: String, default standard: String, _ meaning: String) -> Self {
        Self(name, form: "text", default: standard, standardText: standard, meaning) { $0.isEmpty ? nil : $0 }
    }
}

extension ConfigurationKey where Value == String? {
    /// Text that may be absent.
    package static func optionalString(_ name: String, _ meaning: String) -> Self {
        Self(name, form: "text", default: nil, standardText: nil, meaning) { $0.isEmpty ? .none : .some($0) }
    }
}

extension ConfigurationKey where Value == [String] {
    /// Words separated by commas.
    package static func list(_ name: String, default standard: [String] = [], _ meaning: String) -> Self {
        Self(
            name, form: "words separated by commas", default: standard,
            standardText: standard.isEmpty ? nil : standard.joined(separator: ","), meaning
        ) { text in
            text.isEmpty ? [] : text.split(separator: ",").map(String.init)
        }
    }
}

extension ConfigurationKey where Value == Duration {
    /// A time with its unit (`250ms`, `10s`, `5m`, `1h`), within bounds.
    package static func duration(
        _ name: String, in range: ClosedRange<Duration>, default standard: Duration, _ meaning: String
    ) -> Self {
        Self(
            name,
            form:
                "a time (ms, s, m, h) from \(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound))",
            default: standard, standardText: DurationText.text(standard), meaning
        ) { text in
            DurationText.parse(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension ConfigurationKey where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the words of an enum.
    package static func choice(_ name: String, default standard: Value, _ meaning: String) -> Self {
        let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return Self(name, form: "one of \(words)", default: standard, standardText: standard.rawValue, meaning) {
            Value(rawValue: $0)
        }
    }
}
