package import MeshCore

extension Timestamp {
    /// The day (UTC) in which it lies, counted from 1970-01-01.
    package var day: Int {
        let day: Int64 = 86_400_000
        return Int(milliseconds >= 0 ? milliseconds / day : (milliseconds - day + 1) / day)
    }

    /// The first moment of a day (UTC).
    package init(startOfDay day: Int) {
        self.init(milliseconds: Int64(day) * 86_400_000)
    }
}
