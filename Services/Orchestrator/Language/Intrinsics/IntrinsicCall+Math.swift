import MeshCore

extension IntrinsicCall {
    /// `States.MathAdd`: both numbers rounded, then their sum, all within 32 bits.
    func sum(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 2 else { throw refusal }
        let (sum, overflow) = try rounded(values[0]).addingReportingOverflow(try rounded(values[1]))
        guard !overflow else { throw refusal }
        return .int(Int64(sum))
    }

    /// `States.MathRandom`: a number from the first on and below the second; one with a seed is always the same.
    func random(_ values: [JSONValue], drawing stream: inout EntropyStream) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 2 || values.count == 3 else { throw refusal }
        let first = try wholeNumber(values[0])
        let bound = try wholeNumber(values[1])
        guard first < bound else { throw refusal }
        guard values.count == 3 else {
            return .int(Int64(first) + Int64(stream.unit() * Double(bound - first)))
        }
        guard let seed = values[2].doubleValue, let whole = Int64(exactly: seed.rounded(.towardZero)) else {
            throw refusal
        }
        var generator = JavaRandom(seed: values[2].intValue ?? whole)
        return .int(Int64(generator.number(from: first, below: bound)))
    }

    /// A number of 32 bits, rounded as Java's `Math.round` does: halves go up.
    private func rounded(_ value: JSONValue) throws(IntrinsicRefusal) -> Int32 {
        guard let number = value.doubleValue, let whole = Int32(exactly: (number + 0.5).rounded(.down)) else {
            throw refusal
        }
        return whole
    }
}
