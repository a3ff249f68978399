//! Everything that menus and keys can do, in the order of the menus. The only list of them: menus, keys and help walk it.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

/// A thing to do that needs no more telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Open,
    OpenFolder,
    ReloadDataset,
    CloseDataset,
    SaveWorkspace,
    SaveWorkspaceAs,
    SaveView,
    SaveBriefing,
    SavePicture,
    CopyPicture,
    CopyTable,
    SaveNumbers,
    SaveAllNumbers,
    Quit,
    Undo,
    Redo,
    SwitchTheme,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    FoldLeft,
    FoldRight,
    FoldTimeline,
    Play,
    SingleYear,
    SwapSides,
    AgainstEu,
    WholePicture,
    Marks,
    OnePanel,
    TwoPanels,
    FourPanels,
    SharedAxis,
    SplitPanel,
    DuplicatePanel,
    PanelEarlier,
    PanelLater,
    ClosePanel,
    SearchFigures,
    SearchCountries,
    Palette,
    Capture,
    CaptureStep,
    Slides,
    Present,
    PresentInTwo,
    PublishBriefing,
    LessMotion,
    Help,
}

/// The menus, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    File,
    Edit,
    View,
    Board,
    Briefing,
    Help,
}

impl Menu {
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::View, Self::Board, Self::Briefing, Self::Help];

    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Board => "Board",
            Self::Briefing => "Briefing",
            Self::Help => "Help",
        }
    }
}

/// How a command is called and reached.
pub struct Entry {
    pub menu: Menu,
    pub name: &'static str,
    pub shortcut: KeyboardShortcut,
    /// Does a line part it from the entry before?
    pub begins_group: bool,
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const NONE: Modifiers = Modifiers::NONE;

impl Command {
    pub const ALL: [Self; 49] = [
        Self::Open,
        Self::OpenFolder,
        Self::ReloadDataset,
        Self::CloseDataset,
        Self::SaveWorkspace,
        Self::SaveWorkspaceAs,
        Self::SaveView,
        Self::SaveBriefing,
        Self::SavePicture,
        Self::CopyPicture,
        Self::CopyTable,
        Self::SaveNumbers,
        Self::SaveAllNumbers,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::SwitchTheme,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::FoldLeft,
        Self::FoldRight,
        Self::FoldTimeline,
        Self::Play,
        Self::SingleYear,
        Self::SwapSides,
        Self::AgainstEu,
        Self::WholePicture,
        Self::Marks,
        Self::OnePanel,
        Self::TwoPanels,
        Self::FourPanels,
        Self::SharedAxis,
        Self::SplitPanel,
        Self::DuplicatePanel,
        Self::PanelEarlier,
        Self::PanelLater,
        Self::ClosePanel,
        Self::SearchFigures,
        Self::SearchCountries,
        Self::Palette,
        Self::Capture,
        Self::CaptureStep,
        Self::Slides,
        Self::Present,
        Self::PresentInTwo,
        Self::PublishBriefing,
        Self::LessMotion,
        Self::Help,
    ];

    pub fn entry(self) -> Entry {
        let entry =
            |menu, name, modifiers, key, begins_group| Entry { menu, name, shortcut: KeyboardShortcut::new(modifiers, key), begins_group };
        match self {
            Self::Open => entry(Menu::File, "Open…", CTRL, Key::O, false),
            Self::OpenFolder => entry(Menu::File, "Open a folder of tables…", CTRL_SHIFT, Key::O, false),
            Self::ReloadDataset => entry(Menu::File, "Reload dataset", CTRL, Key::R, false),
            Self::CloseDataset => entry(Menu::File, "Close dataset", CTRL, Key::W, false),
            Self::SaveWorkspace => entry(Menu::File, "Save workspace", CTRL, Key::S, true),
            Self::SaveWorkspaceAs => entry(Menu::File, "Save workspace as…", CTRL_SHIFT, Key::S, false),
            Self::SaveView => entry(Menu::File, "Save view…", CTRL_SHIFT, Key::V, false),
            Self::PublishBriefing => entry(Menu::Briefing, "Publish the briefing…", CTRL_SHIFT, Key::E, true),
            Self::SaveBriefing => entry(Menu::File, "Save briefing…", CTRL_SHIFT, Key::B, false),
            Self::SavePicture => entry(Menu::File, "Save picture…", CTRL, Key::P, true),
            Self::CopyPicture => entry(Menu::File, "Copy picture", CTRL_SHIFT, Key::P, false),
            Self::CopyTable => entry(Menu::File, "Copy table", CTRL_SHIFT, Key::T, false),
            Self::SaveNumbers => entry(Menu::File, "Save the numbers shown…", CTRL_SHIFT, Key::N, false),
            Self::SaveAllNumbers => entry(Menu::File, "Save all numbers…", CTRL_SHIFT, Key::U, false),
            Self::Quit => entry(Menu::File, "Quit", CTRL, Key::Q, true),
            Self::Undo => entry(Menu::Edit, "Undo", CTRL, Key::Z, false),
            Self::Redo => entry(Menu::Edit, "Redo", CTRL_SHIFT, Key::Z, false),
            Self::SwitchTheme => entry(Menu::View, "Light or dark", CTRL_SHIFT, Key::L, false),
            Self::ZoomIn => entry(Menu::View, "Larger", CTRL, Key::Plus, true),
            Self::ZoomOut => entry(Menu::View, "Smaller", CTRL, Key::Minus, false),
            Self::ZoomReset => entry(Menu::View, "Usual size", CTRL, Key::Num0, false),
            Self::FoldLeft => entry(Menu::View, "Figures and filters", NONE, Key::F2, true),
            Self::FoldRight => entry(Menu::View, "Source", NONE, Key::F3, false),
            Self::FoldTimeline => entry(Menu::View, "Timeline", NONE, Key::F4, false),
            Self::Play => entry(Menu::View, "Play or pause the years", NONE, Key::Space, true),
            Self::SingleYear => entry(Menu::View, "Single year", CTRL_SHIFT, Key::Y, false),
            Self::SwapSides => entry(Menu::View, "Swap the two sides", NONE, Key::X, true),
            Self::AgainstEu => entry(Menu::View, "The EU27 as the other side", NONE, Key::E, false),
            Self::WholePicture => entry(Menu::View, "Whole picture", NONE, Key::Home, true),
            Self::Marks => entry(Menu::View, "From mark to mark", NONE, Key::F6, false),
            Self::OnePanel => entry(Menu::Board, "One panel", Modifiers::ALT, Key::Num1, false),
            Self::TwoPanels => entry(Menu::Board, "Two panels", Modifiers::ALT, Key::Num2, false),
            Self::FourPanels => entry(Menu::Board, "Up to four panels", Modifiers::ALT, Key::Num4, false),
            Self::SharedAxis => entry(Menu::Board, "One value axis, or each its own", CTRL_SHIFT, Key::A, false),
            Self::SplitPanel => entry(Menu::Board, "Split: once more beside it", CTRL_SHIFT, Key::D, true),
            Self::DuplicatePanel => entry(Menu::Board, "Duplicate as a tab", CTRL, Key::D, false),
            Self::PanelEarlier => entry(Menu::Board, "Move earlier", CTRL_SHIFT, Key::PageUp, true),
            Self::PanelLater => entry(Menu::Board, "Move later", CTRL_SHIFT, Key::PageDown, false),
            Self::ClosePanel => entry(Menu::Board, "Close the panel in front", CTRL_SHIFT, Key::W, true),
            Self::SearchFigures => entry(Menu::Edit, "Search the figures", CTRL, Key::F, true),
            Self::SearchCountries => entry(Menu::Edit, "Search the countries", CTRL_SHIFT, Key::F, false),
            Self::Palette => entry(Menu::Edit, "Find anything", CTRL, Key::K, false),
            Self::Capture => entry(Menu::Briefing, "Capture the view as a slide", NONE, Key::C, false),
            Self::CaptureStep => entry(Menu::Briefing, "Capture it as a step of the slide", Modifiers::SHIFT, Key::C, false),
            Self::Slides => entry(Menu::Briefing, "Slides", NONE, Key::F7, true),
            Self::Present => entry(Menu::Briefing, "Present", NONE, Key::F5, true),
            Self::PresentInTwo => entry(Menu::Briefing, "Present in two windows", Modifiers::SHIFT, Key::F5, false),
            Self::LessMotion => entry(Menu::Briefing, "Less motion", CTRL_SHIFT, Key::M, false),
            Self::Help => entry(Menu::Help, "Keys, and where to begin", NONE, Key::F1, false),
        }
    }
}

/// The keys of the panels and of the table behind them, in the order of the tabs.
pub const TAB_KEYS: [Key; 8] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8];
/// The key of the table.
pub const TABLE_SHORTCUT: KeyboardShortcut = KeyboardShortcut::new(CTRL, Key::T);
