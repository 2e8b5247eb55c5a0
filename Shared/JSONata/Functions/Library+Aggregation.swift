import MeshCore

extension Library {
    static let aggregation = [
        aggregate("sum") { numbers in numbers.reduce(0, +) },
        aggregate("max", ofNone: nil) { numbers in numbers.reduce(-.infinity) { max($0, $1) } },
        aggregate("min", ofNone: nil) { numbers in numbers.reduce(.infinity) { min($0, $1) } },
        aggregate("average", ofNone: nil) { numbers in numbers.reduce(0, +) / Double(numbers.count) },
        Builtin("count", "<a:n>", arity: 1) { _, arguments in
            .number(arguments[0].isUndefined ? 0 : Double(arguments[0].elementCount))
        },
    ]

    private static func aggregate(
        _ name: String, ofNone: Double? = 0, _ function: @escaping @Sendable ([Double]) -> Double
    ) -> Builtin {
        Builtin(name, "<a<n>:n>", arity: 1) { run, arguments throws(JSONataError) in
            guard !arguments[0].isUndefined else { return .undefined }
            let count = arguments[0].elementCount
            guard count > 0 else { return ofNone.map { .number($0) } ?? .undefined }
            try run.spend(steps: count / 16)
            var numbers: [Double] = []
            numbers.reserveCapacity(count)
            for index in 0..<count {
                if case .number(let number) = arguments[0].element(index) { numbers.append(number) }
            }
            return .number(function(numbers))
        }
    }
}
