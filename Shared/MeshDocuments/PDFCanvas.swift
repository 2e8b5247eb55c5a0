import CPango

/// The pages themselves: where text is measured and drawn, by Pango on cairo's PDF surface.
///
/// It owns the C objects behind it and lets go of them with itself. Nothing of it leaves the thread that made it.
@safe final class PDFCanvas {
    /// What cairo has written so far; apart from the canvas, whose surface writes into it until it is destroyed.
    private final class Output {
        var bytes: [UInt8] = []
    }

    private let output: Output
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let layout: OpaquePointer

    /// - Parameters:
    ///   - width: Of a page, in points.
    ///   - height: Of a page, in points.
    /// - Throws: ``PDFFailure``.
    init(width: Double, height: Double) throws(PDFFailure) {
        let output = Output()
        // The surface is destroyed before the output that this pointer stands for: both belong to this object.
        let target = unsafe Unmanaged.passUnretained(output).toOpaque()
        let surface = unsafe cairo_pdf_surface_create_for_stream(
            { target, data, length in
                guard let target = unsafe target, let data = unsafe data else { return CAIRO_STATUS_WRITE_ERROR }
                let output = unsafe Unmanaged<Output>.fromOpaque(target).takeUnretainedValue()
                unsafe output.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, target, width, height)
        guard let surface = unsafe surface, let context = unsafe cairo_create(surface),
            let layout = unsafe pango_cairo_create_layout(context)
        else { throw PDFFailure(detail: "out of memory") }
        self.output = output
        unsafe self.surface = surface
        unsafe self.context = context
        unsafe self.layout = layout
        try check(unsafe cairo_status(context))
    }

    deinit {
        unsafe g_object_unref(UnsafeMutableRawPointer(layout))
        unsafe cairo_destroy(context)
        // Writes what is left, into the output, which is still there.
        unsafe cairo_surface_destroy(surface)
    }

    /// Tells readers what the document is.
    ///
    /// - Parameter date: In ISO 8601; given, so that the same content makes the same bytes.
    func describe(title: String, date: String) {
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date)
    }

    /// The height of a text set into a box of a width, in points.
    func height(of text: String, _ style: TextStyle, width: Double) -> Double {
        set(text, style, width: width)
        var height: Int32 = 0
        unsafe pango_layout_get_size(layout, nil, &height)
        return Double(height) / Double(PANGO_SCALE)
    }

    /// Draws a text with its upper left corner at a place, wrapped at a width.
    func draw(_ text: String, _ style: TextStyle, x: Double, y: Double, width: Double) {
        set(text, style, width: width)
        unsafe cairo_set_source_rgb(context, style.gray, style.gray, style.gray)
        unsafe cairo_move_to(context, x, y)
        unsafe pango_cairo_show_layout(context, layout)
    }

    /// Draws a thin horizontal line.
    func drawRule(x: Double, y: Double, width: Double) {
        unsafe cairo_set_source_rgb(context, 0.6, 0.6, 0.6)
        unsafe cairo_set_line_width(context, 0.5)
        unsafe cairo_move_to(context, x, y)
        unsafe cairo_line_to(context, x + width, y)
        unsafe cairo_stroke(context)
    }

    /// Fills a rectangle with a quiet blue.
    func fill(x: Double, y: Double, width: Double, height: Double) {
        unsafe cairo_set_source_rgb(context, 0.55, 0.6, 0.75)
        unsafe cairo_rectangle(context, x, y, width, height)
        unsafe cairo_fill(context)
    }

    /// Ends the page; what is drawn next is on another one.
    func endPage() { unsafe cairo_show_page(context) }

    /// Ends the document.
    ///
    /// - Returns: The whole file.
    /// - Throws: ``PDFFailure``.
    func finish() throws(PDFFailure) -> [UInt8] {
        unsafe cairo_surface_finish(surface)
        try check(unsafe cairo_status(context))
        try check(unsafe cairo_surface_status(surface))
        return output.bytes
    }

    private func set(_ text: String, _ style: TextStyle, width: Double) {
        let font = unsafe pango_font_description_new()
        unsafe pango_font_description_set_family_static(font, "sans-serif")
        unsafe pango_font_description_set_weight(
            font, style.weight == .bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        // A unit of the surface is a point.
        unsafe pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        unsafe pango_layout_set_font_description(layout, font)
        unsafe pango_font_description_free(font)
        unsafe pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        unsafe pango_layout_set_alignment(layout, style.alignment.pango)
        // Plain text, never markup: what a person typed means nothing but itself.
        unsafe pango_layout_set_text(layout, text, -1)
    }

    private func check(_ status: cairo_status_t) throws(PDFFailure) {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw PDFFailure(detail: unsafe cairo_status_to_string(status).map { unsafe String(cString: $0) } ?? "unknown")
    }
}

extension TextStyle.Alignment {
    fileprivate var pango: PangoAlignment {
        switch self {
        case .left: PANGO_ALIGN_LEFT
        case .center: PANGO_ALIGN_CENTER
        case .right: PANGO_ALIGN_RIGHT
        }
    }
}
