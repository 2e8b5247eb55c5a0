/// Where networks are, from a file of its own simple form: lines of `NETWORK,COUNTRY,REGION,CITY`, of which region and
/// city may be missing (`192.0.2.0/24,DE,BE,Berlin`); empty lines and those that begin with `#` are passed over.
/// Networks do not overlap.
package struct GeographyTable: Sendable {
    /// A place.
    package struct Place: Hashable, Sendable {
        /// A code of ISO 3166-1: `DE`.
        package var country: String
        package var region: String?
        package var city: String?
    }

    private struct Entry {
        var first: UInt128
        var last: UInt128
        var place: Int
    }

    private var four: [Entry] = []
    private var six: [Entry] = []
    private var places: [Place] = []

    /// Reads a file's text.
    ///
    /// - Throws: ``GeographyError`` with the first line that is wrong.
    package init(parsing text: String) throws(GeographyError) {
        var known: [Place: Int] = [:]
        for (number, line) in zip(1..., text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)) {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard (2...4).contains(fields.count), let range = AddressRange(fields[0]) else {
                throw GeographyError(line: number, "is no network with a country behind it")
            }
            guard fields[1].utf8.count == 2, fields[1].utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
                throw GeographyError(line: number, "has no code of a country")
            }
            let place = Place(
                country: fields[1], region: fields.count > 2 && !fields[2].isEmpty ? fields[2] : nil,
                city: fields.count > 3 && !fields[3].isEmpty ? fields[3] : nil)
            let index = known[place] ?? places.count
            if index == places.count {
                known[place] = index
                places.append(place)
            }
            let free = range.start.version.bitCount - range.prefixLength
            let last = range.start.bits | (free >= 128 ? UInt128.max : (1 << UInt128(free)) - 1)
            let entry = Entry(first: range.start.bits, last: last, place: index)
            switch range.start.version {
            case .four: four.append(entry)
            case .six: six.append(entry)
            }
        }
        try Self.sort(&four, .four)
        try Self.sort(&six, .six)
    }

    private static func sort(
        _ entries: inout [Entry], _ version: NetworkAddress.Version
    ) throws(GeographyError) {
        entries.sort { $0.first < $1.first }
        for (before, after) in zip(entries, entries.dropFirst()) where before.last >= after.first {
            let address = NetworkAddress(version: version, bits: after.first)
            throw GeographyError(line: nil, "the network of \(address) overlaps with another")
        }
    }

    /// Where an address is; nil when the file does not say.
    package func place(of address: NetworkAddress) -> Place? {
        let entries =
            switch address.version {
            case .four: four
            case .six: six
            }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].last < address.bits { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, entries[low].first <= address.bits else { return nil }
        return places[entries[low].place]
    }
}
