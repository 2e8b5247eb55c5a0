extension HostileInput {
    /// Heads in pieces that do not fit, and field blocks that RFC 7541 does not know.
    static func fieldBlocks(path: String) -> [HostileInput] {
        typealias Frame = HostileFrame
        return [
            frames("CONTINUATION without HEADERS", [Frame(kind: Frame.continuation, flags: 4, stream: 1)]),
            frames(
                "another frame within a head",
                [
                    Frame(kind: Frame.headers, flags: 1, stream: 1, payload: [0x82]),
                    Frame(kind: Frame.ping, payload: [UInt8](repeating: 0, count: 8)),
                ]),
            frames(
                "CONTINUATION of another stream",
                [
                    Frame(kind: Frame.headers, flags: 1, stream: 1, payload: [0x82]),
                    Frame(kind: Frame.continuation, flags: 4, stream: 3),
                ]),
            frames(
                "CONTINUATION without end",
                [
                    Frame(kind: Frame.headers, flags: 1, stream: 1, payload: [0x82])
                ] + (0..<2_000).map { Frame(kind: Frame.continuation, stream: 1, payload: Frame.field("x-\($0)", "1")) }
            ),
            frames(
                "empty CONTINUATION without end",
                [
                    Frame(kind: Frame.headers, flags: 1, stream: 1, payload: [0x82])
                ] + [Frame](repeating: Frame(kind: Frame.continuation, stream: 1), count: 5_000)),
            frames(
                "an index beyond the table",
                [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0xFF, 0xFF, 0xFF, 0x7F])]),
            frames("index 0", [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0x80])]),
            frames(
                "an integer that overflows",
                [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0xFF] + [UInt8](repeating: 0xFF, count: 12))]
            ),
            frames(
                "a table size beyond the setting",
                [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0x3F, 0xE1, 0xFF, 0xFF, 0x07])]),
            frames(
                "a string longer than its frame",
                [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0, 0x7F, 0x10, 0x61])]),
            frames(
                "Huffman code with an end of string",
                [Frame(kind: Frame.headers, flags: 5, stream: 1, payload: [0, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0x61])]),
        ]
    }

    /// Floods of frames that are allowed one by one.
    static func floods(path: String) -> [HostileInput] {
        typealias Frame = HostileFrame
        let open = request(1, pseudo(path, method: "POST"), end: false)
        return [
            frames(
                "a flood of PING",
                [Frame](repeating: Frame(kind: Frame.ping, payload: [UInt8](repeating: 1, count: 8)), count: 5_000)),
            frames("a flood of SETTINGS", [Frame](repeating: Frame(kind: Frame.settings), count: 5_000)),
            frames(
                "a flood of PRIORITY",
                [Frame](repeating: Frame(kind: Frame.priority, stream: 1, payload: [0, 0, 0, 0, 1]), count: 5_000)),
            frames(
                "a flood of empty DATA", [open] + [Frame](repeating: Frame(kind: Frame.data, stream: 1), count: 5_000)),
            mixed(
                "rapid reset",
                (0..<2_000).flatMap { index in
                    let stream = UInt32(index) * 2 + 1
                    return [
                        request(stream, pseudo(path)),
                        Frame(kind: Frame.resetStream, stream: stream, payload: [0, 0, 0, 8]),
                    ]
                }),
            frames(
                "resets that the server is made to send",
                (0..<2_000).flatMap { index in
                    let stream = UInt32(index) * 2 + 1
                    return [
                        request(stream, pseudo(path, method: "POST"), end: false),
                        Frame(kind: Frame.windowUpdate, stream: stream, payload: Frame.number(0)),
                    ]
                }),
        ]
    }
}
