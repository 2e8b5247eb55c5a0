/// Where a page of versions ends, as a marker tells it.
struct VersionPlace: Sendable, Hashable {
    let function: String
    let number: Int

    init(function: String, number: Int) {
        self.function = function
        self.number = number
    }

    /// Reads a marker.
    ///
    /// - Throws: ``FunctionsError/invalidParameter(_:)``.
    init(marker: String) throws(FunctionsError) {
        let parts = marker.split(separator: ":")
        guard parts.count == 2, let number = Int(parts[1]) else {
            throw .invalidParameter("Invalid pagination token.")
        }
        self.init(function: String(parts[0]), number: number)
    }

    var marker: String { "\(function):\(number)" }
}
