/// What is wrong with a manifest, and where.
package struct ManifestError: Error, Equatable, CustomStringConvertible {
    package var file: String
    /// The key from the root (`services.catalog.instances`); empty when the document itself is broken.
    package var key: String
    /// From 1; nil when the place is not known.
    package var line: Int?
    package var problem: String

    package init(file: String, key: String, line: Int?, problem: String) {
        self.file = file
        self.key = key
        self.line = line
        self.problem = problem
    }

    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return key.isEmpty ? "\(place): \(problem)" : "\(place): \(key): \(problem)"
    }
}
