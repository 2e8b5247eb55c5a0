import MeshCore

extension Payload {
    /// An array of payloads; their texts are kept.
    init(array payloads: [Payload]) {
        var text = "["
        for (position, payload) in payloads.enumerated() {
            if position > 0 { text += "," }
            text += payload.text
        }
        text += "]"
        self.init(.array(payloads.map(\.value)), text: text)
    }
}
