extension Duration {
    /// In the unit that people would use: `250 ms`, `1.5 s`, `3 min`.
    package var formatted: String {
        let milliseconds = self.components.seconds * 1_000 + self.components.attoseconds / 1_000_000_000_000_000
        if milliseconds < 1_000 { return "\(milliseconds) ms" }
        if milliseconds >= 120_000 { return "\(milliseconds / 60_000) min" }
        let tenths = milliseconds / 100
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
