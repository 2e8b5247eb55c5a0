import MeshCore

/// Fields that are numbers.
extension StateEvaluation {
    /// A number of seconds, which is not negative.
    func seconds(_ field: NumberField, _ name: String, over input: JSONValue) throws(StateTrouble) -> Int64 {
        let seconds: Int64
        switch field {
        case .fixed, .jsonata:
            let value = try number(field, name, over: input)
            guard let number = value.intValue else {
                throw refused(field, "The \(name) parameter cannot be parsed as a long value: \(value)", name)
            }
            seconds = number
        case .path(let path):
            do {
                seconds = try path.wholeNumber(of: name + "Path", in: scope.paths(input))
            } catch {
                throw StateTrouble(error)
            }
        }
        guard seconds >= 0 else { throw negative(field, name, seconds) }
        return min(seconds, Self.longestSeconds)
    }

    /// A whole number, which is not negative.
    func count(_ field: NumberField, _ name: String, over input: JSONValue) throws(StateTrouble) -> Int64 {
        let value = try number(field, name, over: input)
        guard let count = value.intValue else { throw notInteger(field, name, value) }
        guard count >= 0 else { throw refused(field, "\(name) cannot be negative.", name) }
        return count
    }

    /// A part of a hundred.
    func percentage(_ field: NumberField, _ name: String, over input: JSONValue) throws(StateTrouble) -> Double {
        let value = try number(field, name, over: input)
        guard let percentage = value.doubleValue else {
            guard case .path(let path) = field else { throw notInteger(field, name, value) }
            throw .runtime("The \(name)Path field refers to value \(value) which is not a valid float: \(path.text)")
        }
        guard (0...100).contains(percentage) else { throw refused(field, "\(name) must be between 0 and 100.", name) }
        return percentage
    }

    /// 99,999,999 seconds are three years, the longest that the language knows; a longer wait is as good as that many
    /// thousand of them, and the sum with any time stays in bounds.
    private static let longestSeconds: Int64 = 99_999_999_999

    private func number(_ field: NumberField, _ name: String, over input: JSONValue) throws(StateTrouble) -> JSONValue {
        switch field {
        case .fixed(let value): return value
        case .jsonata(let template): return try template.value(in: scope, field: name, expecting: .number)
        case .path(let path):
            do {
                return try path.value(of: name + "Path", in: scope.paths(input))
            } catch {
                throw StateTrouble(error)
            }
        }
    }

    private func negative(_ field: NumberField, _ name: String, _ value: Int64) -> StateTrouble {
        guard case .path(let path) = field else {
            return refused(field, "The \(name) parameter references a negative value: \(value)", name)
        }
        return .runtime("The \(name)Path parameter references a negative value: \(path.text) == \(value)")
    }

    private func notInteger(_ field: NumberField, _ name: String, _ value: JSONValue) -> StateTrouble {
        switch field {
        case .fixed: .runtime("The \(name) field has the value \(value) which is not a valid integer")
        case .path(let path):
            .runtime("The \(name)Path field refers to value \(value) which is not a valid integer: \(path.text)")
        case .jsonata: .evaluation("The \(name) field has the value \(value) which is not a valid integer", field: name)
        }
    }

    private func refused(_ field: NumberField, _ words: String, _ name: String) -> StateTrouble {
        if case .jsonata = field { .evaluation(words, field: name) } else { .runtime(words) }
    }
}
