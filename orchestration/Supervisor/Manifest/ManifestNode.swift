import Yams

/// A place in the manifest: a YAML node with the keys that led to it, so that every complaint can name it.
struct ManifestNode {
    let file: String
    let key: String
    let node: Node

    func failure(_ problem: String) -> ManifestError {
        ManifestError(file: file, key: key, line: node.mark?.line, problem: problem)
    }

    /// The entries of a mapping in their order.
    ///
    /// - Throws: ``ManifestError`` when it is none, or when a key is not text.
    func entries() throws(ManifestError) -> [(name: String, value: ManifestNode)] {
        guard case .mapping(let mapping) = node else { throw failure("must be a mapping of keys to values") }
        var entries: [(name: String, value: ManifestNode)] = []
        for (nameNode, value) in mapping {
            guard case .scalar(let name) = nameNode else { throw failure("every key must be plain text") }
            entries.append((name.string, child(name.string, value)))
        }
        return entries
    }

    /// The entries of a mapping that may hold these keys and no others.
    ///
    /// - Throws: ``ManifestError`` naming an unknown key, with the known one that is nearest to it.
    func fields(_ known: String...) throws(ManifestError) -> [String: ManifestNode] {
        var fields: [String: ManifestNode] = [:]
        for (name, value) in try entries() {
            guard known.contains(name) else {
                let hint = NearestWord.of(name, among: known).map { "; did you mean '\($0)'?" } ?? ""
                throw value.failure("is no known key\(hint) (known here: \(known.joined(separator: ", ")))")
            }
            fields[name] = value
        }
        return fields
    }

    func items() throws(ManifestError) -> [ManifestNode] {
        guard case .sequence(let sequence) = node else { throw failure("must be a list") }
        return sequence.enumerated().map { ManifestNode(file: file, key: "\(key)[\($0.offset)]", node: $0.element) }
    }

    func text() throws(ManifestError) -> String {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else { throw failure("must be a text") }
        return scalar.string
    }

    func integer(in range: ClosedRange<Int>) throws(ManifestError) -> Int {
        let text = try text()
        guard let value = Int(text), range.contains(value) else {
            throw failure("must be a number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
        }
        return value
    }

    func duration(in range: ClosedRange<Duration>) throws(ManifestError) -> Duration {
        let text = try text()
        guard let value = Quantity.duration(text) else {
            throw failure("must be a time such as 250ms, 10s or 2m, not '\(text)'")
        }
        guard range.contains(value) else {
            throw failure("must be from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
        }
        return value
    }

    func byteCount(in range: ClosedRange<Int>) throws(ManifestError) -> Int {
        let text = try text()
        guard let value = Quantity.byteCount(text) else {
            throw failure("must be a size such as 64MiB or 1GiB, not '\(text)'")
        }
        guard range.contains(value) else {
            throw failure("must be from \(range.lowerBound) to \(range.upperBound) bytes, not '\(text)'")
        }
        return value
    }

    private func child(_ name: String, _ value: Node) -> ManifestNode {
        ManifestNode(file: file, key: key.isEmpty ? name : "\(key).\(name)", node: value)
    }
}
